{{/* The names of things. Everything about one service takes (dict "root" $ "name" "policy"), as countersign.services makes it. */}}

{{- define "countersign.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "countersign.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "countersign.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The services that run, by their short names, as JSON. */}}
{{- define "countersign.enabled" -}}
{{- $enabled := list -}}
{{- range $name := list "policy" "queue" "notification" "audit" -}}
{{- if (index $.Values $name).enabled -}}{{- $enabled = append $enabled $name -}}{{- end -}}
{{- end -}}
{{- toJson $enabled -}}
{{- end -}}

{{/* What holds for one service: the defaults, and over them its own values, as JSON. */}}
{{- define "countersign.values" -}}
{{- mustMergeOverwrite (deepCopy .root.Values.defaults) (deepCopy (index .root.Values .name)) | toJson -}}
{{- end -}}

{{- define "countersign.service.fullname" -}}
{{- printf "%s-%s" (include "countersign.fullname" .root) .name -}}
{{- end -}}

{{- define "countersign.service.account" -}}
{{- if .v.serviceAccount.create -}}
{{- default (include "countersign.service.fullname" .) .v.serviceAccount.name -}}
{{- else -}}
{{- default "default" .v.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{- define "countersign.image" -}}
{{- $image := .root.Values.image -}}
{{- $own := .v.image -}}
{{- $path := printf "%s/%s-service" $image.repository .name -}}
{{- if $image.registry -}}{{- $path = printf "%s/%s" $image.registry $path -}}{{- end -}}
{{- if $own.digest -}}
{{- printf "%s@%s" $path $own.digest -}}
{{- else -}}
{{- printf "%s:%s" $path (coalesce $own.tag $image.tag .root.Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "countersign.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
app.kubernetes.io/name: {{ include "countersign.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: countersign
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "countersign.service.selector" -}}
app.kubernetes.io/name: {{ include "countersign.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}-service
{{- end -}}

{{- define "countersign.service.labels" -}}
{{ include "countersign.labels" .root }}
app.kubernetes.io/component: {{ .name }}-service
{{- end -}}

{{/* metadata.annotations out of the common ones and others; nothing where there is none. Takes (dict "root" $ "more" dict). */}}
{{- define "countersign.annotations" -}}
{{- $all := merge (dict) (default dict .more) .root.Values.commonAnnotations -}}
{{- if $all -}}
annotations:
  {{- toYaml $all | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* The topics that a service reads, as JSON. */}}
{{- define "countersign.topics" -}}
{{- $topics := dict
  "policy" (list "reviews" "escalations" "oversight")
  "queue" (list "evaluations" "escalations" "oversight")
  "notification" (list "reviews")
  "audit" (list "evaluations" "reviews" "escalations" "notifications" "oversight") -}}
{{- index $topics .name | toJson -}}
{{- end -}}
