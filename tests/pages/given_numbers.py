"""Numbers in the words that no run and no formula has to give: definitions and citations."""

EVERYWHERE = {
    "0": "a label, an end of a scale",
    "1": "a label, an end of a scale",
    "2": "a factor, a power, a count",
    "3": "a chapter, a count",
    "4": "a count",
    "5": "a count",
    "10": "digits, a factor of ten",
    "28": "pixels on a side",
    "100": "per cent",
    "784": "pixels of an image",
    "0.5": "half",
}

GIVEN = {  # by page
    "softmax": {
        "0.1": "an output to reach, one of the three c",
        "0.2": "an output to reach",
        "0.3": "an output to reach",
        "0.4": "an output to reach",
        "15": "the exponent at which e is a millionth",
        "1000": "added to every z",
    },
    "activations": {
        "30": "neurons a layer",
        "150": "neurons in five layers of 30",
        "500": "digits to learn from",
        "0.01": "the slope of a leaky ReLU",
        "2015": "a year",
        "2016": "a year",
    },
    "learning_slowdown": {
        "0.6": "of the preset",
        "0.9": "of the preset",
        "27": "the largest step is 4/27",
    },
    "more_data": {
        "15": "degrees, in the prediction",
        "800": "hidden neurons of Simard and others",
        "98.4": "of the test digits, Simard and others, %",
        "98.9": "of the test digits, Simard and others, %",
        "99.3": "of the test digits, Simard and others, %",
        "2003": "a year",
        "50000": "images of the book",
        "250000": "images of the book",
    },
    "svm": {
        "20": "a size of the training set",
        "45": "pairs of ten digits",
        "50": "a size of the training set",
        "255": "the value of a white pixel",
        "2014": "a year",
        "0.0001": "λ/n, as in the book",
        "150000": "steps of the book's network",
    },
    "cross_entropy": {"80": "what the challenge asks for, %", "0.01": "what counts as an end"},
    "momentum": {
        "0.05": "a learning rate",
        "0.9": "a momentum",
        "32": "bits of a number",
    },
    "search": {
        "0.9": "the chance that one draw misses the best tenth",
        "8": "pixels on a side",
        "90": "what mini-batches race to, %",
        "128": "a 128th of its start ends an η that is halved",
        "2012": "a year",
    },
}
