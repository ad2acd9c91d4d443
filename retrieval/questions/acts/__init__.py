"""What each unit of a message does: its features, and the model that weighs them."""
