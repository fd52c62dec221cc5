/** Who has been told: each message to each person, kept until it was sent or given up. */
package dev.countersign.notification.delivery;
