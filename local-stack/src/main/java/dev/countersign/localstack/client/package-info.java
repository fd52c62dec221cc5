/** Calling the services as an agent or a person would. */
package dev.countersign.localstack.client;
