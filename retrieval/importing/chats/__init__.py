"""Reads what DiscordChatExporter writes (https://github.com/Tyrrrz/DiscordChatExporter): JSON, HTML and plain text.

`export` tells the form of a file, `json_export`, `html_export` and `text_export` read one each, `markup` makes of a
message what its readers saw, `messages` says what is text and what is furniture, and `conversation` makes articles.
"""
