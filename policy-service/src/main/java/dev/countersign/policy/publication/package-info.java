/**
 * The way of a document to a version: drafts, what publishing comes to, and publications that wait for a second person because
 * fewer actions would go to a person.
 */
package dev.countersign.policy.publication;
