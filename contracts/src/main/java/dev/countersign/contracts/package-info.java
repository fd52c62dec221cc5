/** What passes between the rooms: principals, the policy document and the events, as records that depend on Jackson alone. */
package dev.countersign.contracts;
