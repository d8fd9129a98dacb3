#!/bin/sh
# Writes nginx's configuration for this container into /tmp, which alone must be writable, and becomes nginx.
# The official image's own templates would need a writable /etc/nginx, and know no name servers in IPv6.
set -eu

case "${SERVER_ADDRESS:-}" in
  '' | *[!A-Za-z0-9.:_-]*)
    echo "SERVER_ADDRESS must be host:port, such as server:4000, not \"${SERVER_ADDRESS:-}\"" >&2
    exit 1
    ;;
esac

# nginx asks name servers itself, and wants brackets around an address of IPv6.
resolvers=$(awk '$1 == "nameserver" { printf "%s ", ($2 ~ /:/ ? "[" $2 "]" : $2) }' /etc/resolv.conf)

hsts=''
case "${PUBLIC_URL:-}" in
  https://*) hsts='max-age=31536000; includeSubDomains' ;;
esac

# PUBLIC_URL's path, such as /people, or nothing.
base=$(printf '%s' "${PUBLIC_URL:-}" | sed 's|^[a-z]*://[^/]*||; s|/*$||')
case "$base" in
  *[!A-Za-z0-9._~/-]*)
    echo "PUBLIC_URL must have a path of plain characters, such as https://example.org/people, not \"$PUBLIC_URL\"" >&2
    exit 1
    ;;
esac
below_path=''
if [ -n "$base" ]; then
  below_path="rewrite ^$(printf '%s' "$base" | sed 's|[.]|\\\\.|g')(?:/(.*))?\$ /\$1;"
fi

# As the server takes it: true unless it says otherwise. The marks are those of the server's page: by the first the console
# leaves out its links to the playground, by the second it knows its path.
playground=/.page
marks=${base:+"data-base=\"$base/\" "}
case "${PLAYGROUND:-}" in
  [Ff][Aa][Ll][Ss][Ee])
    playground=/.not-found
    marks="data-no-playground $marks"
    ;;
esac
# Where there is documentation, the console has links to it.
page_root=/tmp/console
mkdir -p "$page_root"
if [ -f /srv/console/docs/404.html ]; then
  marks="data-docs $marks"
  sed -e "s|=\"\./|=\"$base/docs/|g" /srv/console/docs/404.html > "$page_root/docs-404.html"
fi
sed -e "s|=\"\./|=\"$base/|g" -e "s|<html |<html $marks|" /srv/console/index.html > "$page_root/index.html"

sed -e "s|@SERVER_ADDRESS@|$SERVER_ADDRESS|" -e "s|@RESOLVERS@|${resolvers:-127.0.0.11}|" \
  -e "s|@HSTS@|$hsts|" -e "s|@PLAYGROUND@|$playground|" \
  -e "s|@PAGE_ROOT@|$page_root|" -e "s|@BELOW_PATH@|$below_path|" \
  /etc/rollcall/nginx.conf.template > /tmp/nginx.conf
exec nginx -e stderr -c /tmp/nginx.conf -g 'daemon off;'
