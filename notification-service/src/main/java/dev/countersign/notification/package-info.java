/** Who has been told, and what happens if nobody answers? */
package dev.countersign.notification;
