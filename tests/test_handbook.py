"""The picture of the README is the chart that is drawn today."""

import io

import numpy as np
from matplotlib.image import imread

from tests.handbook import PICTURE, picture


def test_the_picture_is_current():
    drawn, stored = imread(io.BytesIO(picture())), imread(PICTURE)
    assert drawn.shape == stored.shape, "run `make docs`"
    assert np.abs(drawn - stored).mean() < 0.01, "run `make docs`"
