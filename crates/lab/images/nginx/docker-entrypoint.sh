#!/bin/sh
# The place where an image prepares what its program needs; this one has nothing to prepare.
set -e
exec "$@"
