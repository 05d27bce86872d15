"""New plans: from a template that is a plan itself."""
