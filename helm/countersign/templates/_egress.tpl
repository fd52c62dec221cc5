{{/* One rule: (list peers ports udp-too). */}}
{{- define "countersign.egress" -}}
{{- $udp := index . 2 -}}
- ports:
    {{- range index . 1 }}
    - { port: {{ int . }}, protocol: TCP }
    {{- if $udp }}
    - { port: {{ int . }}, protocol: UDP }
    {{- end }}
    {{- end }}
  {{- with index . 0 }}
  to:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* The ports of the bootstrap servers; brokers are taken to listen there too. */}}
{{- define "countersign.kafka.ports" -}}
{{- $ports := list -}}
{{- range $server := splitList "," .Values.kafka.bootstrapServers -}}
{{- $ports = append $ports (last (splitList ":" (trim $server))) -}}
{{- end -}}
{{- toJson (uniq $ports) -}}
{{- end -}}

{{- define "countersign.url.port" -}}
{{- $url := urlParse . -}}
{{- $parts := splitList ":" $url.host -}}
{{- if gt (len $parts) 1 -}}{{ last $parts }}{{- else -}}{{ ternary 80 443 (eq $url.scheme "http") }}{{- end -}}
{{- end -}}

{{- define "countersign.directory.selector" -}}
app.kubernetes.io/name: {{ include "countersign.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: queue-directory
{{- end -}}

{{- define "countersign.test.selector" -}}
app.kubernetes.io/name: {{ include "countersign.name" . }}-test
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}
