"""The experiments of the book and the note, run again on MNIST: python -m core.reproduce.

Where a number reproduces the book it follows the book's protocol: the same start, images and
updates, judged on the set that the book looked at. Most often that is the highest accuracy of all
epochs on the *test* set, which flatters a little; the pages of the app choose by validation.
Epochs count completed passes: what the book prints as epoch 0 is 1 here.
"""
