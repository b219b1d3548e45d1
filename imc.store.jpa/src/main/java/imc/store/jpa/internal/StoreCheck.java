package imc.store.jpa.internal;

import imc.api.config.ConfigurationCheck;
import imc.api.config.Settings;
import imc.store.jpa.internal.connection.DatabaseUrl;
import java.util.Map;
import java.util.function.Consumer;
import org.osgi.framework.FrameworkUtil;

/** Checks the keys of {@link StoreSettings} where nothing runs yet. */
public final class StoreCheck implements ConfigurationCheck {

    @Override
    public String pid() {
        return StoreSettings.PID;
    }

    @Override
    public void check(Map<String, String> values, Consumer<String> refusal) {
        StoreSettings.read(StoreSettings.initial(), values, refusal);
    }

    @Override
    public void advise(Map<String, String> values, Consumer<String> advice) {
        Settings settings = StoreSettings.read(StoreSettings.initial(), values, refusal -> { });
        if (settings.get(StoreSettings.DB_MODE) != StoreSettings.MEMORY_ONLY) {
            DatabaseUrl url = settings.get(StoreSettings.DB_URL);
            url.driverAdvice(isInFramework() ? name -> true : StoreCheck::isThere)
                    .ifPresent(sentence -> advice.accept(StoreSettings.PID + ": " + sentence));
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
