{{/* What every pod and container of the chart has in common. */}}

{{- define "countersign.security.pod" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "countersign.security.container" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* One authority's certificate as a volume: (list name ca). */}}
{{- define "countersign.ca.volume" -}}
{{- $ca := index . 1 -}}
- name: ca-{{ index . 0 }}
  {{- if $ca.existingSecret }}
  secret:
    secretName: {{ $ca.existingSecret }}
  {{- else }}
  configMap:
    name: {{ $ca.configMap }}
  {{- end }}
    items:
      - { key: {{ $ca.key | quote }}, path: ca.crt }
{{- end -}}

{{/* The volumes of a service: (dict "root" $ "name" … "v" … "job" bool). A migration job asks the database alone. */}}
{{- define "countersign.volumes" -}}
{{- $values := .root.Values -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
{{- if hasPrefix "verify" $values.database.sslMode }}
{{ include "countersign.ca.volume" (list "database" $values.database.ca) }}
{{- end }}
{{- if not .job }}
{{- if and (hasSuffix "SSL" $values.kafka.securityProtocol) (include "countersign.ca.given" $values.kafka.ca) }}
{{ include "countersign.ca.volume" (list "kafka" $values.kafka.ca) }}
{{- end }}
{{- if include "countersign.ca.given" $values.oidc.ca }}
{{ include "countersign.ca.volume" (list "oidc" $values.oidc.ca) }}
{{- end }}
{{- if and $values.tracing.endpoint (include "countersign.ca.given" $values.tracing.ca) }}
{{ include "countersign.ca.volume" (list "tracing" $values.tracing.ca) }}
{{- end }}
{{- if eq $values.kafka.securityProtocol "SSL" }}
- name: kafka-keystore
  secret:
    secretName: {{ .v.kafka.existingSecret }}
    items:
      - { key: {{ .v.kafka.keystoreKey | quote }}, path: keystore.p12 }
{{- end }}
{{- if eq .name "policy" }}
{{- if or .v.policies.files .v.policies.existingConfigMap }}
- name: policies
  configMap:
    name: {{ default (printf "%s-policies" (include "countersign.fullname" .root)) .v.policies.existingConfigMap }}
{{- end }}
{{- end }}
{{- with .v.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Where the volumes are mounted. The folder of policies has no subPath: a ConfigMap that changes must be seen. */}}
{{- define "countersign.mounts" -}}
{{- $values := .root.Values -}}
- { name: tmp, mountPath: /tmp }
{{- if hasPrefix "verify" $values.database.sslMode }}
- { name: ca-database, mountPath: /etc/countersign/ca/database, readOnly: true }
{{- end }}
{{- if not .job }}
{{- if and (hasSuffix "SSL" $values.kafka.securityProtocol) (include "countersign.ca.given" $values.kafka.ca) }}
- { name: ca-kafka, mountPath: /etc/countersign/ca/kafka, readOnly: true }
{{- end }}
{{- if include "countersign.ca.given" $values.oidc.ca }}
- { name: ca-oidc, mountPath: /etc/countersign/ca/oidc, readOnly: true }
{{- end }}
{{- if and $values.tracing.endpoint (include "countersign.ca.given" $values.tracing.ca) }}
- { name: ca-tracing, mountPath: /etc/countersign/ca/tracing, readOnly: true }
{{- end }}
{{- if eq $values.kafka.securityProtocol "SSL" }}
- { name: kafka-keystore, mountPath: /etc/countersign/kafka, readOnly: true }
{{- end }}
{{- if eq .name "policy" }}
{{- if or .v.policies.files .v.policies.existingConfigMap }}
- { name: policies, mountPath: /etc/countersign/policies, readOnly: true }
{{- end }}
{{- end }}
{{- with .v.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}
{{- end -}}
