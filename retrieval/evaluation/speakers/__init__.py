"""Who is said to speak, measured and learned: quotations of news, and of novels."""
