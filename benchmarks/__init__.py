"""Speed, measured: corpora of any size, the loader beside a floor and beside other libraries."""
