"""Wire copy: texts that several outlets share, the agency that is credited, and what each outlet made of it."""
