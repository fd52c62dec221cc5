/** One name for one payload: the SHA-256 of its canonical form, for payloads that every JSON system reads alike. */
package dev.countersign.policy.digest;
