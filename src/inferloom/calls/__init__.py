"""What a call is: a value that says what to send and how to read the answer."""
