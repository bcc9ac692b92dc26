"""Tests of content/, and the hostile and clean texts that other tests and the benchmarks use."""
