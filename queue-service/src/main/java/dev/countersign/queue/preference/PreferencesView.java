package dev.countersign.queue.preference;

import java.util.List;
import java.util.Map;

/**
 * What somebody set for their console.
 *
 * @param version 0 where they set nothing yet
 */
record PreferencesView(List<Preferences.SavedView> views, Map<String, String> keys, int version) {

    static PreferencesView of(Preferences preferences, int version) {
        return new PreferencesView(preferences.views(), preferences.keys(), version);
    }
}
