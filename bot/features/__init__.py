"""What people can do, a file each: its command or menu and what it does."""
