/** What every request has in common. */
package dev.countersign.policy.request;
