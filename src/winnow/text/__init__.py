"""Reading text: sentences, quotations, names, quantities, dates, cue words, wording."""
