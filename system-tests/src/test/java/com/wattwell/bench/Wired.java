package com.wattwell.bench;

import com.wattwell.platform.Database;
import com.wattwell.platform.Pulse;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** The application's services on a database, without the server around them: each bean once, with everything it wants; nobody looks, nobody listens. */
final class Wired {

    private final Map<Class<?>, Object> beans = new HashMap<>();

    Wired(Database database, Clock clock) {
        beans.put(Database.class, database);
        beans.put(Clock.class, clock);
        beans.put(Pulse.class, new Pulse() {
            @Override
            public void changed(String... keys) {
                // nobody looks
            }
        });
        beans.put(Event.class, Proxy.newProxyInstance(Wired.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> null));
    }

    <T> T bean(Class<T> type) {
        Object known = beans.get(type);
        if (known != null) {
            return type.cast(known);
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            T bean = constructor.newInstance();
            beans.put(type, bean);
            for (Field field : type.getDeclaredFields()) {
                if (field.isAnnotationPresent(Inject.class)) {
                    field.setAccessible(true);
                    field.set(bean, bean(field.getType()));
                }
            }
            return bean;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot wire " + type, e);
        }
    }
}
