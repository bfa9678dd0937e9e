"""The corpus: invented websites simulated in text, and an oracle that plans and acts on them.

`content` is what the websites say, `pages` what pages are made of, `sites` the websites themselves,
`tasks` what is done on them. `world` draws a website with tasks, `samples` the conversations to
learn from. Everything comes from a seed; the order of any list that is drawn from decides what a
seed draws, so a change to one changes the whole corpus.
"""
