/** What this service knows of a review: whom to tell, what it is about, by which policy. */
package dev.countersign.notification.review;
