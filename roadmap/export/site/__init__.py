"""A folder that any web server can hand out: calendars, pictures, data and a page that explains them."""
