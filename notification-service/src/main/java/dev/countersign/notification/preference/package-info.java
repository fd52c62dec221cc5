/** What a person wants to be told by e-mail. */
package dev.countersign.notification.preference;
