package dev.countersign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that cannot be meant are refused before anything is installed, with the key and a sentence. */
class RefusalsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka: { bootstrapServers: '' }|kafka.bootstrapServers: the addresses of Kafka are needed",
                "oidc: { issuer: '' }|oidc.issuer: the issuer of tokens is needed",
                "database: { host: '' }|queue.database.host: the host of PostgreSQL is needed",
                "database: { ca: { existingSecret: '' } }|database.ca: sslMode verify-full verifies",
                "kafka: { ca: { configMap: trust } }|kafka.ca: existingSecret and configMap are both set",
                "tracing: { existingSecret: a }|tracing.endpoint: how to reach the collector of traces is said",
                "tracing: { ca: { configMap: a } }|tracing.endpoint: how to reach the collector of traces is said",
                "audit: { database: { existingSecret: '' } }|audit.database.existingSecret: the Secret with the database role",
                "queue: { kafka: { existingSecret: '' } }|queue.kafka.existingSecret: with kafka.securityProtocol SASL_SSL",
                "policy: { release: { existingSecret: '' } }|policy.release.existingSecret: the Secret with the key",
                "policy: { policies: { files: { a.yaml: b }, existingConfigMap: c } }|policy.policies: files and existingConfigMap are both set",
                "queue: { oidc: { existingSecret: '' } }|queue.oidc.existingSecret: the Secret with the client's secret",
                "queue: { directory: { file: a, existingConfigMap: b, existingSecret: c } }|queue.directory: file and existingConfigMap are both set",
                "queue: { directory: { file: a } }|queue.directory.existingSecret: the Secret of the OIDC client",
                "notification: { consoleUrl: '' }|notification.consoleUrl: the address of the console is needed",
                "notification: { mail: { host: '' } }|notification.mail.host: the host of the SMTP server is needed",
                "notification: { mail: { from: '' } }|notification.mail.from: the sender of mail is needed",
                "notification: { mail: { tls: true } }|notification.mail.startTls: REQUIRED contradicts mail.tls",
                "audit: { log: { origin: '' } }|audit.log.origin: the log's name is needed",
                "queue: { autoscaling: { by: cpu, minReplicas: 7 } }|queue.autoscaling.minReplicas: 7 is more than maxReplicas, 6",
                "queue: { autoscaling: { by: cpu, maxReplicas: 13 } }|queue.autoscaling.maxReplicas: 13 replicas cannot share 12 partitions",
                "queue: { autoscaling: { by: lag } }|kafka.scaler.existingSecret: queue.autoscaling.by is lag",
                "{ kafka: { securityProtocol: SSL }, queue: { autoscaling: { by: lag } } }|queue.autoscaling.by: lag is read with a password",
                "policy: { podDisruptionBudget: { minAvailable: 2 } }|policy.podDisruptionBudget.minAvailable: 2 of 2 replicas",
                "policy: { drain: { gracePeriodSeconds: 30 } }|policy.drain.gracePeriodSeconds: 30 is not longer than",
                "{ policy: { host: a.example.com }, queue: { host: a.example.com } }|queue.host: a.example.com is another service's host already",
                "ingress: { enabled: true }|ingress.enabled: no service has a host",
                "{ gateway: { enabled: true }, queue: { host: a.example.com } }|gateway.parentRefs: a route belongs to a Gateway",
                "{ policy: { enabled: false }, queue: { enabled: false }, notification: { enabled: false }, audit: { enabled: false } }"
                        + "|at least one service must run"
            })
    void valuesThatContradictOrMissWhatIsNeeded(String changes, String sentence) {
        assertThat(Chart.refusal(changes)).contains("These values cannot be installed", sentence);
    }

    @Test
    void autoscalingByCpuNeedsARequestToTakePercentagesOf() {
        assertThat(Chart.refusal("""
                defaults: { resources: { requests: { cpu: 0 } } }
                queue: { autoscaling: { by: cpu } }
                """)).contains("queue.resources.requests.cpu: autoscaling by cpu needs a request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "polcy: { enabled: false }|polcy",
                "policy: { enabledd: false }|enabledd",
                "queue: { release: { existingSecret: a } }|release",
                "defaults: { enabled: false }|enabled",
                "policy: { release: { existingSecrets: a } }|existingSecrets",
                "policy: { enabled: 'yes' }|/policy/enabled",
                "policy: { replicas: two }|/policy/replicas",
                "policy: { image: { digest: 'sha256:12' } }|/policy/image/digest",
                "policy: { release: { validity: 5m } }|/policy/release/validity",
                "tracing: { endpoint: collector }|/tracing/endpoint",
                "tracing: { ratio: 2 }|/tracing/ratio",
                "tracing: { protocol: json }|/tracing/protocol",
                "policy: { policies: { secondPerson: never } }|/policy/policies/secondPerson",
                "policy: { policies: { files: { notes.txt: a } } }|notes.txt",
                "policy: { paths: [/q/metrics] }|/policy/paths/0",
                "policy: { host: 'https://a.example.com' }|/policy/host",
                "database: { sslMode: verify }|/database/sslMode",
                "database: { port: 70000 }|/database/port",
                "kafka: { bootstrapServers: kafka }|/kafka/bootstrapServers",
                "kafka: { securityProtocol: TLS }|/kafka/securityProtocol",
                "oidc: { issuer: id.example.com }|/oidc/issuer",
                "audit: { log: { origin: 'https://example.com/log' } }|/audit/log/origin",
                "queue: { autoscaling: { by: memory } }|/queue/autoscaling/by",
                "queue: { extraEnv: [ { value: a } ] }|/queue/extraEnv/0",
                "queue: { resources: { requests: { memory: 1 GB } } }|/queue/resources/requests/memory"
            })
    void valuesThatAreMisspelledOrOfAWrongKind(String changes, String where) {
        assertThat(Chart.refusal(changes))
                .contains("values don't meet the specifications of the schema")
                .contains(where);
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        assertThat(Chart.refusalOf("{}"))
                .contains("kafka.bootstrapServers:", "oidc.issuer:", "policy.database.host:", "audit.log.origin:");
    }

    @Test
    void theMinimalValuesAreTakenAsTheyAre() {
        assertThat(Chart.refusal("{}")).isEmpty();
    }
}
