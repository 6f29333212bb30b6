"""The pictures of the README: the chart is the one that is drawn today, the pages have their size."""

import io

import numpy as np
import pytest
from matplotlib.image import imread

from tests.handbook import DOCS, PICTURE, picture
from tests.pictures import PICTURES, SCALE, WIDTH


def test_the_picture_is_current():
    drawn, stored = imread(io.BytesIO(picture())), imread(PICTURE)
    assert drawn.shape == stored.shape, "run `make docs`"
    assert np.abs(drawn - stored).mean() < 0.01, "run `make docs`"


@pytest.mark.parametrize(("name", "height"), [(name, height) for name, (_, height) in PICTURES.items()])
def test_the_picture_of_a_page_has_its_size(name, height):
    rows, columns = imread(DOCS / name).shape[:2]
    assert (rows, columns) == (round(height * SCALE), round(WIDTH * SCALE)), "run `make pictures`"
