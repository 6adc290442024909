"""Letters and how they leave: drafts as files, SMTP. Plain values in, plain values out."""
