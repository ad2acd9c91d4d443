"""Who is who: finds the people of a story, their names, and how articles introduce them."""
