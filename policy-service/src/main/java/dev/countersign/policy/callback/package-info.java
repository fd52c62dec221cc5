/** Tells agents of decisions, at addresses of their own, signed after Standard Webhooks. */
package dev.countersign.policy.callback;
