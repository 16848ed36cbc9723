#!/usr/bin/env bash
# Installs what the browser tests need from Debian, when it is missing and this may be done.
# Without it those tests are skipped, and say so.
set -u
if command -v chromium >/dev/null 2>&1; then exit 0; fi
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "chromium is missing and cannot be installed here: browser tests will be skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null \
  || echo "chromium could not be installed: browser tests will be skipped"
exit 0
