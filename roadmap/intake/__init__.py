"""What others wrote: files of other programs, read into plain values with a place for every fault."""
