package imc.store.jpa.internal;

import imc.api.auth.UserStore;
import imc.api.config.Settings;
import imc.api.config.SettingsCheck;
import imc.store.jpa.internal.connection.DatabaseUrl;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.FrameworkUtil;

/** Checks the keys of {@link StoreSettings} where nothing runs yet. */
public final class StoreCheck extends SettingsCheck {

    /** For whoever asks. */
    public StoreCheck() {
        super(StoreSettings.PID, (values, refusal) -> StoreSettings.read(StoreSettings.initial(), values, refusal));
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = settings(values);
        if (settings.get(StoreSettings.DB_MODE) != StoreSettings.MEMORY_ONLY) {
            DatabaseUrl url = settings.get(StoreSettings.DB_URL);
            url.driverAdvice(isInFramework() ? name -> true : StoreCheck::isThere)
                    .ifPresent(sentence -> advice.accept(StoreSettings.PID + ": " + sentence));
        }
    }

    @Override
    public void advise(Map<String, String> values, Map<String, String> facts, Consumer<String> advice) {
        String needed = facts.get(UserStore.NEEDED);
        Settings settings = settings(values);
        if (needed != null && settings.get(StoreSettings.DB_MODE) == StoreSettings.MEMORY_ONLY) {
            advice.accept(StoreSettings.PID + ": db_mode = '0' keeps no users, whom " + needed + " needs: nobody can"
                    + " log in, unless another store keeps them; right would be 1 or 2");
        }
    }

    /** There a driver is in a bundle of its own, and the store itself says whether that is there. */
    private static boolean isInFramework() {
        return FrameworkUtil.getBundle(StoreCheck.class) != null;
    }

    private static boolean isThere(String driver) {
        try {
            Class.forName(driver, false, StoreCheck.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
