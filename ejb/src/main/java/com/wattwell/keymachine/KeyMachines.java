package com.wattwell.keymachine;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * The key machine of this installation, by the system property {@value #URL}; there may be none, and then meters with a security
 * module are read but not switched. The server is ready with or without it.
 */
@ApplicationScoped
public class KeyMachines {

    /** Address of the key machine, {@code https://keys.example/wattwell}; unset where there is none. */
    public static final String URL = "wattwell.keyMachine.url";

    private static final Logger LOG = Logger.getLogger(KeyMachines.class.getName());
    private static final String NOT_CONFIGURED = "no key machine is configured: set " + URL + " to the address of the utility's key machine";

    private final String url;
    private Setting setting;

    /** The machine, if there is one, and the line about it. */
    private record Setting(HttpKeyMachine machine, String state) {
    }

    /** By the system property. */
    public KeyMachines() {
        this(System.getProperty(URL));
    }

    /** @param url what the system property would say, or {@code null} */
    public KeyMachines(String url) {
        this.url = url;
    }

    /** The machine to ask, if there is one; whether it answers shows when it is asked. */
    public Optional<KeyMachine> configured() {
        return Optional.ofNullable(setting().machine());
    }

    /** One line for people: where the machine is, or why there is none and what to do. */
    public String state() {
        return setting().state();
    }

    /** Made when it is first asked for, since the container makes this bean's proxies by its constructor as well. */
    private synchronized Setting setting() {
        if (setting == null) {
            setting = made();
        }
        return setting;
    }

    private Setting made() {
        if (url == null || url.isBlank()) {
            return new Setting(null, NOT_CONFIGURED);
        }
        try {
            HttpKeyMachine machine = new HttpKeyMachine(url.strip());
            return new Setting(machine, "key machine at " + machine);
        } catch (IllegalArgumentException wrong) {
            String state = "no key machine is configured: " + URL + " " + wrong.getMessage();
            LOG.warning(state);
            return new Setting(null, state);
        }
    }

    @PreDestroy
    synchronized void close() {
        if (setting != null && setting.machine() != null) {
            setting.machine().close();
        }
    }
}
