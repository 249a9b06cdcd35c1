"""A language model as coach: what it is sent, and what of its reply may be shown.

Pure but for `instructions`, which reads prompt files. `packet_of` makes the Packet of an
entry; `check` takes any reply to it and returns Checked: each quotation in that is a
slice of what the person wrote.
"""
