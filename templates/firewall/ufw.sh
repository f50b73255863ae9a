#!/bin/sh
# The same for ufw, written by qdrant-auth emit firewall. The first rule that fits decides, so what is allowed stands first.
set -eu
{{rules}}
