"""Which of a story's reader questions are offered to people: clean ones that find their passage when asked."""
