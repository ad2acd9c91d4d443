"""Who is who: candidates for names, clusters of them, introductions."""
