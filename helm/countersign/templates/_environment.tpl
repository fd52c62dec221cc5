{{/*
What a service is told. Plain settings come from a ConfigMap, and a job that runs before it exists takes the same ones inline; secrets
are references, never values. Each name is one that the service reads; a test holds them against what it was built with.
*/}}

{{- define "countersign.ca.path" -}}/etc/countersign/ca/{{ . }}/ca.crt{{- end -}}

{{- define "countersign.ca.given" -}}
{{- if or .existingSecret .configMap -}}true{{- end -}}
{{- end -}}

{{/* Settings of the database as name and value: (dict "root" $ "name" … "v" …). */}}
{{- define "countersign.settings.database" -}}
{{- $db := .root.Values.database -}}
{{- $host := default $db.host .v.database.host -}}
{{- $verifies := hasPrefix "verify" $db.sslMode -}}
{{- $at := printf "%s:%v/%s" $host $db.port .v.database.name }}
{{- /* A database that is not there yet is waited for, a minute or so. */}}
QUARKUS_FLYWAY_CONNECT_RETRIES: "10"
QUARKUS_FLYWAY_CONNECT_RETRIES_INTERVAL: 10S
QUARKUS_DATASOURCE_REACTIVE_URL: {{ printf "postgresql://%s" $at | quote }}
QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE: {{ .v.database.poolSize | quote }}
QUARKUS_DATASOURCE_REACTIVE_POSTGRESQL_SSL_MODE: {{ $db.sslMode | quote }}
{{- if $verifies }}
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM: "true"
QUARKUS_DATASOURCE_REACTIVE_TRUST_CERTIFICATE_PEM_CERTS: {{ include "countersign.ca.path" "database" | quote }}
QUARKUS_DATASOURCE_REACTIVE_HOSTNAME_VERIFICATION_ALGORITHM: {{ ternary "HTTPS" "NONE" (eq $db.sslMode "verify-full") | quote }}
QUARKUS_DATASOURCE_JDBC_URL: {{ printf "jdbc:postgresql://%s?sslmode=%s&sslrootcert=%s" $at $db.sslMode (include "countersign.ca.path" "database") | quote }}
{{- else }}
{{- if eq $db.sslMode "require" }}
QUARKUS_DATASOURCE_REACTIVE_TRUST_ALL: "true"
{{- end }}
QUARKUS_DATASOURCE_JDBC_URL: {{ printf "jdbc:postgresql://%s?sslmode=%s" $at $db.sslMode | quote }}
{{- end }}
{{- end -}}

{{- define "countersign.settings.kafka" -}}
{{- $kafka := .root.Values.kafka }}
KAFKA_BOOTSTRAP_SERVERS: {{ $kafka.bootstrapServers | quote }}
KAFKA_SECURITY_PROTOCOL: {{ $kafka.securityProtocol | quote }}
{{- if hasPrefix "SASL" $kafka.securityProtocol }}
KAFKA_SASL_MECHANISM: {{ $kafka.saslMechanism | quote }}
{{- end }}
{{- if and (hasSuffix "SSL" $kafka.securityProtocol) (include "countersign.ca.given" $kafka.ca) }}
KAFKA_SSL_TRUSTSTORE_TYPE: PEM
KAFKA_SSL_TRUSTSTORE_LOCATION: {{ include "countersign.ca.path" "kafka" | quote }}
{{- end }}
{{- if eq $kafka.securityProtocol "SSL" }}
KAFKA_SSL_KEYSTORE_TYPE: PKCS12
KAFKA_SSL_KEYSTORE_LOCATION: /etc/countersign/kafka/keystore.p12
{{- end }}
{{- end -}}

{{- define "countersign.settings.oidc" -}}
{{- $oidc := .root.Values.oidc }}
QUARKUS_OIDC_AUTH_SERVER_URL: {{ $oidc.issuer | quote }}
QUARKUS_OIDC_ROLES_ROLE_CLAIM_PATH: {{ $oidc.rolesClaim | quote }}
QUARKUS_OIDC_CONNECTION_DELAY: {{ $oidc.connectionDelay | quote }}
{{- if include "countersign.ca.given" $oidc.ca }}
QUARKUS_TLS_OIDC_TRUST_STORE_PEM_CERTS: {{ include "countersign.ca.path" "oidc" | quote }}
QUARKUS_OIDC_TLS_TLS_CONFIGURATION_NAME: oidc
{{- end }}
{{- end -}}

{{- define "countersign.settings.tracing" -}}
{{- with .root.Values.tracing }}
{{- if .endpoint }}
QUARKUS_OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {{ .endpoint | quote }}
QUARKUS_OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: {{ .protocol | quote }}
QUARKUS_OTEL_TRACES_SAMPLER_ARG: {{ .ratio | quote }}
{{- if include "countersign.ca.given" .ca }}
QUARKUS_TLS_TRACING_TRUST_STORE_PEM_CERTS: {{ include "countersign.ca.path" "tracing" | quote }}
QUARKUS_OTEL_EXPORTER_OTLP_TRACES_TLS_CONFIGURATION_NAME: tracing
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "countersign.settings.policy" -}}
{{- $v := .v }}
QUARKUS_OIDC_TOKEN_AUDIENCE: {{ .root.Values.oidc.audience | quote }}
COUNTERSIGN_RELEASE_ISSUER: {{ $v.release.issuer | quote }}
COUNTERSIGN_RELEASE_AUDIENCE: {{ $v.release.audience | quote }}
COUNTERSIGN_RELEASE_VALIDITY: {{ $v.release.validity | quote }}
COUNTERSIGN_RELEASE_ROTATE_AFTER: {{ $v.release.rotateAfter | quote }}
{{- if or $v.policies.files $v.policies.existingConfigMap }}
COUNTERSIGN_POLICIES_FOLDER: /etc/countersign/policies
COUNTERSIGN_POLICIES_SECOND_PERSON: {{ $v.policies.secondPerson | quote }}
{{- end }}
{{- with $v.callbacks.allowedNetworks }}
COUNTERSIGN_CALLBACK_ALLOWED_NETWORKS: {{ join "," . | quote }}
{{- end }}
{{- with $v.callbacks.allowedHosts }}
COUNTERSIGN_CALLBACK_ALLOWED_HOSTS: {{ join "," . | quote }}
{{- end }}
{{- with $v.host }}
QUARKUS_OIDC_RESOURCE_METADATA_RESOURCE: {{ printf "https://%s" . | quote }}
QUARKUS_OIDC_RESOURCE_METADATA_FORCE_HTTPS_SCHEME: "true"
{{- end }}
{{- end -}}

{{- define "countersign.settings.queue" -}}
QUARKUS_OIDC_CLIENT_ID: {{ .v.oidc.clientId | quote }}
QUARKUS_OIDC_TOKEN_AUDIENCE: {{ printf "%s,%s" .root.Values.oidc.audience .v.oidc.clientId | quote }}
{{- end -}}

{{- define "countersign.settings.notification" -}}
{{- $v := .v }}
QUARKUS_OIDC_TOKEN_AUDIENCE: {{ .root.Values.oidc.audience | quote }}
COUNTERSIGN_CONSOLE_URL: {{ default (printf "https://%s" .root.Values.queue.host) $v.consoleUrl | quote }}
QUARKUS_MAILER_HOST: {{ $v.mail.host | quote }}
QUARKUS_MAILER_PORT: {{ $v.mail.port | quote }}
QUARKUS_MAILER_FROM: {{ $v.mail.from | quote }}
QUARKUS_MAILER_START_TLS: {{ $v.mail.startTls | quote }}
QUARKUS_MAILER_TLS: {{ $v.mail.tls | quote }}
{{- end -}}

{{- define "countersign.settings.audit" -}}
QUARKUS_OIDC_TOKEN_AUDIENCE: {{ .root.Values.oidc.audience | quote }}
COUNTERSIGN_LOG_ORIGIN: {{ .v.log.origin | quote }}
{{- end -}}

{{/* All plain settings of a running service. */}}
{{- define "countersign.settings" -}}
QUARKUS_HTTP_HOST: 0.0.0.0
QUARKUS_HTTP_PORT: "8080"
{{- if .v.host }}
QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING: "true"
QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED: "true"
QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST: "true"
{{- end }}
QUARKUS_SHUTDOWN_DELAY: {{ printf "%vs" .v.drain.delaySeconds | quote }}
QUARKUS_SHUTDOWN_TIMEOUT: {{ printf "%vs" .v.drain.timeoutSeconds | quote }}
QUARKUS_FLYWAY_MIGRATE_AT_START: {{ not .root.Values.migrations.job | quote }}
QUARKUS_FLYWAY_VALIDATE_AT_START: {{ .root.Values.migrations.job | quote }}
{{- include "countersign.settings.database" . }}
{{- include "countersign.settings.kafka" . }}
{{- include "countersign.settings.oidc" . }}
{{- include "countersign.settings.tracing" . }}
{{ include (printf "countersign.settings.%s" .name) . | trim }}
{{- end -}}

{{/* One variable that comes out of a secret: (list variable secret key). */}}
{{- define "countersign.secret" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 }}
      key: {{ index . 2 }}
{{- end -}}

{{- define "countersign.secrets.database" -}}
{{- with .v.database -}}
{{ include "countersign.secret" (list "QUARKUS_DATASOURCE_USERNAME" .existingSecret .usernameKey) }}
{{ include "countersign.secret" (list "QUARKUS_DATASOURCE_PASSWORD" .existingSecret .passwordKey) }}
{{- end -}}
{{- end -}}

{{/* All variables of a running service that come out of secrets. */}}
{{- define "countersign.secrets" -}}
{{ include "countersign.secrets.database" . }}
{{- $kafka := .v.kafka }}
{{- $protocol := .root.Values.kafka.securityProtocol }}
{{- if hasPrefix "SASL" $protocol }}
{{ include "countersign.secret" (list "KAFKA_SASL_JAAS_CONFIG" $kafka.existingSecret $kafka.jaasConfigKey) }}
{{- else if eq $protocol "SSL" }}
{{ include "countersign.secret" (list "KAFKA_SSL_KEYSTORE_PASSWORD" $kafka.existingSecret $kafka.keystorePasswordKey) }}
{{- end }}
{{- with .root.Values.tracing }}
{{- if and .endpoint .existingSecret }}
{{ include "countersign.secret" (list "QUARKUS_OTEL_EXPORTER_OTLP_TRACES_HEADERS" .existingSecret .headersKey) }}
{{- end }}
{{- end }}
{{- if eq .name "policy" }}
{{ include "countersign.secret" (list "COUNTERSIGN_RELEASE_KEY_ENCRYPTION_KEY" .v.release.existingSecret .v.release.key) }}
{{- else if eq .name "queue" }}
{{ include "countersign.secret" (list "QUARKUS_OIDC_CREDENTIALS_SECRET" .v.oidc.existingSecret .v.oidc.clientSecretKey) }}
{{ include "countersign.secret" (list "QUARKUS_OIDC_TOKEN_STATE_MANAGER_ENCRYPTION_SECRET" .v.oidc.existingSecret .v.oidc.sessionSecretKey) }}
{{- else if and (eq .name "notification") .v.mail.existingSecret }}
{{ include "countersign.secret" (list "QUARKUS_MAILER_USERNAME" .v.mail.existingSecret .v.mail.usernameKey) }}
{{ include "countersign.secret" (list "QUARKUS_MAILER_PASSWORD" .v.mail.existingSecret .v.mail.passwordKey) }}
{{- else if and (eq .name "audit") .v.log.existingSecret }}
{{ include "countersign.secret" (list "COUNTERSIGN_LOG_PRIVATE_KEY" .v.log.existingSecret .v.log.privateKeyKey) }}
{{ include "countersign.secret" (list "COUNTERSIGN_LOG_PUBLIC_KEY" .v.log.existingSecret .v.log.publicKeyKey) }}
{{- end }}
{{- end -}}
