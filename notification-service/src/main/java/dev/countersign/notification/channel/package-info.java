/** What is said, and how it leaves the house. Today by e-mail. */
package dev.countersign.notification.channel;
