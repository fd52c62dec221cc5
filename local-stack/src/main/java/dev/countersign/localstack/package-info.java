/** Real PostgreSQL, Kafka, Keycloak and SMTP without Docker, and the four services on top of them. */
package dev.countersign.localstack;
