#!/bin/sh
# The secrets of the quickstart, made at random where they are missing. Safe to repeat: what is there stays as it is.
set -eu

namespace=${1:-countersign}
console=${2:-http://localhost:8082}

random() { openssl rand -base64 "$1" | tr -d '\n=+/' | cut -c1-"$2"; }

secret() {
    name=$1
    shift
    if kubectl -n "$namespace" get secret "$name" >/dev/null 2>&1; then
        echo "$name is there"
    else
        kubectl -n "$namespace" create secret generic "$name" "$@"
    fi
}

for role in policy queue notification audit keycloak; do
    secret "$role-database" --type=kubernetes.io/basic-auth --from-literal=username="$role" --from-literal=password="$(random 48 40)"
done
secret policy-release --from-literal=key-encryption-key="$(openssl rand -base64 32)"
secret queue-oidc --from-literal=client-secret="$(random 48 40)" --from-literal=session-secret="$(random 64 48)"
secret realm-settings --from-literal=console-url="$console"
secret trial --from-literal=password="$(random 24 16)"
