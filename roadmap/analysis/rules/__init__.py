"""What a schedule shows, by what it is about: each file looks at one thing."""
