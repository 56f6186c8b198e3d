package simulations.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import simulations.config.Setting;

/**
 * One request of the preflight.
 *
 * @param method GET or POST
 * @param url the whole URL; holds no secret
 * @param pathSetting the setting that its path comes from
 * @param headers headers by name; can hold secrets
 * @param body JSON, for POST
 */
record Call(String method, String url, Setting pathSetting, Map<String, String> headers, Optional<byte[]> body) {

    static Call get(String url, Setting pathSetting) {
        return new Call("GET", url, pathSetting, Map.of(), Optional.empty());
    }

    static Call post(String url, Setting pathSetting, byte[] json) {
        return new Call("POST", url, pathSetting, Map.of("Content-Type", "application/json"), Optional.of(json));
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(method, url, pathSetting, more, body);
    }

    /** Method and URL, nothing secret. */
    @Override
    public String toString() {
        return method + " " + url;
    }
}
