package com.wattwell.system;

import com.wattwell.simulator.Json;
import com.wattwell.simulator.outside.OutsideWorld;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a company has signed with the world outside: its merchant accounts at both payment channels, and its suppliers of text messages. */
public final class Contracts {

    private Contracts() {
    }

    /** Enters the keys that the world made for its first company. */
    public static void sign(Api admin, Api.Company company, OutsideWorld world) {
        Map<?, ?> merchant = (Map<?, ?>) ((List<?>) world.keys().get("merchants")).getFirst();
        for (String channel : List.of("alipay", "wechat")) {
            enter(admin, company, "/merchant-accounts", (Map<?, ?>) merchant.get(channel));
        }
        for (Object supplier : ((Map<?, ?>) world.keys().get("messages")).values()) {
            enter(admin, company, "/message-suppliers", (Map<?, ?>) supplier);
        }
    }

    private static void enter(Api admin, Api.Company company, String path, Map<?, ?> keys) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("company", company.code());
        keys.forEach((name, value) -> {
            if (!name.equals("endpoint")) {
                body.put(String.valueOf(name), value);
            }
        });
        Api.send(admin.request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))).expect(200);
    }
}
