"""The pages' common parts: shell, sign-in, error pages, style sheets. Each capability brings its own pages."""
