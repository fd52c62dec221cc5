{{/*
What the schema cannot say: values that contradict one another, or miss what another one needs. Everything that is wrong is said at
once, each with its key and a sentence.
*/}}
{{- define "countersign.refusals" -}}
{{- $values := .Values -}}
{{- $said := list -}}
{{- $enabled := include "countersign.enabled" . | fromJsonArray -}}
{{- if not $enabled -}}
{{- $said = append $said "policy.enabled, queue.enabled, notification.enabled, audit.enabled: at least one service must run." -}}
{{- end -}}
{{- if not $values.kafka.bootstrapServers -}}
{{- $said = append $said "kafka.bootstrapServers: the addresses of Kafka are needed, such as kafka-bootstrap:9093." -}}
{{- end -}}
{{- if not $values.oidc.issuer -}}
{{- $said = append $said "oidc.issuer: the issuer of tokens is needed, such as https://id.example.com/realms/countersign." -}}
{{- end -}}
{{- if and (hasPrefix "verify" $values.database.sslMode) (not (include "countersign.ca.given" $values.database.ca)) -}}
{{- $said = append $said (printf "database.ca: sslMode %s verifies the server's certificate and needs its authority; set database.ca.existingSecret or database.ca.configMap, or choose sslMode require." $values.database.sslMode) -}}
{{- end -}}
{{- range $part := list "database" "kafka" "oidc" "tracing" -}}
{{- $ca := (index $values $part).ca -}}
{{- if and $ca.existingSecret $ca.configMap -}}
{{- $said = append $said (printf "%s.ca: existingSecret and configMap are both set; the certificate comes from one place." $part) -}}
{{- end -}}
{{- end -}}
{{- if and (not $values.tracing.endpoint) (or $values.tracing.existingSecret (include "countersign.ca.given" $values.tracing.ca)) -}}
{{- $said = append $said "tracing.endpoint: how to reach the collector of traces is said, and not where it is." -}}
{{- end -}}
{{- range $name := $enabled -}}
{{- $v := include "countersign.values" (dict "root" $ "name" $name) | fromJson -}}
{{- if not (or $values.database.host $v.database.host) -}}
{{- $said = append $said (printf "%s.database.host: the host of PostgreSQL is needed, here or as database.host." $name) -}}
{{- end -}}
{{- if not $v.database.existingSecret -}}
{{- $said = append $said (printf "%s.database.existingSecret: the Secret with the database role of %s-service is needed." $name $name) -}}
{{- end -}}
{{- if and (ne $values.kafka.securityProtocol "PLAINTEXT") (not $v.kafka.existingSecret) -}}
{{- $said = append $said (printf "%s.kafka.existingSecret: with kafka.securityProtocol %s, the Secret with the credentials of %s-service is needed." $name $values.kafka.securityProtocol $name) -}}
{{- end -}}
{{- $scaling := $v.autoscaling -}}
{{- if ne $scaling.by "none" -}}
{{- if gt (int $scaling.minReplicas) (int $scaling.maxReplicas) -}}
{{- $said = append $said (printf "%s.autoscaling.minReplicas: %d is more than maxReplicas, %d." $name (int $scaling.minReplicas) (int $scaling.maxReplicas)) -}}
{{- end -}}
{{- if gt (int $scaling.maxReplicas) (int $values.kafka.partitions) -}}
{{- $said = append $said (printf "%s.autoscaling.maxReplicas: %d replicas cannot share %d partitions (kafka.partitions); some would read nothing." $name (int $scaling.maxReplicas) (int $values.kafka.partitions)) -}}
{{- end -}}
{{- end -}}
{{- if and (eq $scaling.by "cpu") (not (dig "requests" "cpu" "" $v.resources)) -}}
{{- $said = append $said (printf "%s.resources.requests.cpu: autoscaling by cpu needs a request to take percentages of." $name) -}}
{{- end -}}
{{- if and (eq $scaling.by "lag") (hasPrefix "SASL" $values.kafka.securityProtocol) (not $values.kafka.scaler.existingSecret) -}}
{{- $said = append $said (printf "kafka.scaler.existingSecret: %s.autoscaling.by is lag, and Kafka asks KEDA who it is." $name) -}}
{{- end -}}
{{- if and (eq $scaling.by "lag") (eq $values.kafka.securityProtocol "SSL") -}}
{{- $said = append $said (printf "%s.autoscaling.by: lag is read with a password, and kafka.securityProtocol SSL knows client certificates only; choose cpu." $name) -}}
{{- end -}}
{{- $budget := $v.podDisruptionBudget -}}
{{- $least := ternary (int $v.replicas) (int $scaling.minReplicas) (eq $scaling.by "none") -}}
{{- if and $budget.enabled (regexMatch "^[0-9]+$" (toString $budget.minAvailable)) -}}
{{- if ge (int $budget.minAvailable) $least -}}
{{- $said = append $said (printf "%s.podDisruptionBudget.minAvailable: %d of %d replicas leave none to be moved, and no node could ever be drained." $name (int $budget.minAvailable) $least) -}}
{{- end -}}
{{- end -}}
{{- $drain := $v.drain -}}
{{- $needed := add $drain.preStopSeconds $drain.delaySeconds $drain.timeoutSeconds -}}
{{- if le (int $drain.gracePeriodSeconds) (int $needed) -}}
{{- $said = append $said (printf "%s.drain.gracePeriodSeconds: %d is not longer than preStopSeconds, delaySeconds and timeoutSeconds together, %d; the service would be killed while it drains." $name (int $drain.gracePeriodSeconds) (int $needed)) -}}
{{- end -}}
{{- end -}}
{{- if has "policy" $enabled -}}
{{- with $values.policy -}}
{{- if not .release.existingSecret -}}
{{- $said = append $said "policy.release.existingSecret: the Secret with the key that encrypts the signing keys is needed (32 bytes in Base64)." -}}
{{- end -}}
{{- if and .policies.files .policies.existingConfigMap -}}
{{- $said = append $said "policy.policies: files and existingConfigMap are both set; policies come from one place." -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (has "queue" $enabled) (not $values.queue.oidc.existingSecret) -}}
{{- $said = append $said "queue.oidc.existingSecret: the Secret with the client's secret and the session secret is needed." -}}
{{- end -}}
{{- if has "queue" $enabled -}}
{{- with $values.queue.directory -}}
{{- if and .file .existingConfigMap -}}
{{- $said = append $said "queue.directory: file and existingConfigMap are both set; the directory comes from one place." -}}
{{- end -}}
{{- if and (or .file .existingConfigMap) (not .existingSecret) -}}
{{- $said = append $said "queue.directory.existingSecret: the Secret of the OIDC client that loads the directory is needed." -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if has "notification" $enabled -}}
{{- with $values.notification -}}
{{- if not (or .consoleUrl $values.queue.host) -}}
{{- $said = append $said "notification.consoleUrl: the address of the console is needed, here or by queue.host: links in messages are made of it." -}}
{{- end -}}
{{- if not .mail.host -}}
{{- $said = append $said "notification.mail.host: the host of the SMTP server is needed." -}}
{{- end -}}
{{- if not .mail.from -}}
{{- $said = append $said "notification.mail.from: the sender of mail is needed." -}}
{{- end -}}
{{- if and .mail.tls (ne .mail.startTls "DISABLED") -}}
{{- $said = append $said (printf "notification.mail.startTls: %s contradicts mail.tls, with which the connection begins with TLS; set it to DISABLED." .mail.startTls) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (has "audit" $enabled) (not $values.audit.log.origin) -}}
{{- $said = append $said "audit.log.origin: the log's name is needed, a host and path of yours without scheme; it is never changed." -}}
{{- end -}}
{{- $hosts := list -}}
{{- range $name := $enabled -}}
{{- with (index $values $name).host -}}
{{- if has . $hosts -}}
{{- $said = append $said (printf "%s.host: %s is another service's host already; each has its own." $name .) -}}
{{- end -}}
{{- $hosts = append $hosts . -}}
{{- end -}}
{{- end -}}
{{- if and (or $values.ingress.enabled $values.gateway.enabled) (not $hosts) -}}
{{- $said = append $said (printf "%s.enabled: no service has a host (policy.host, queue.host, notification.host, audit.host), so nothing would be reachable." (ternary "ingress" "gateway" $values.ingress.enabled)) -}}
{{- end -}}
{{- if and $values.gateway.enabled (not $values.gateway.parentRefs) -}}
{{- $said = append $said "gateway.parentRefs: a route belongs to a Gateway; name one." -}}
{{- end -}}
{{- if $said -}}
{{- fail (printf "\n\nThese values cannot be installed:\n  - %s\n" (join "\n  - " $said)) -}}
{{- end -}}
{{- end -}}
