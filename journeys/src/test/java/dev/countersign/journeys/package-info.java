/**
 * Does the whole thing work? Every class named {@code …Test} walks through all four services as processes of their own, on real
 * PostgreSQL, Kafka, Keycloak and SMTP; the other classes are the parties that take part.
 */
package dev.countersign.journeys;
