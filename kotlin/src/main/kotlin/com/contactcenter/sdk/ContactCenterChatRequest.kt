// Makes the generated record, which takes nested parameters as JSON text, from Kotlin's maps and lists.

package com.contactcenter.sdk

/**
 * Creates a request for a chat with parameters that are JSON values: strings, numbers, booleans, null, and lists and maps of
 * these.
 *
 * @param nestedParameters further values for the scenario. A name may not be in both this and [parameters].
 * @throws ContactCenterException.InvalidArgument for a value of another kind.
 */
public fun ContactCenterChatRequest(
    phoneNumber: String? = null,
    from: String? = null,
    parameters: Map<String, String> = emptyMap(),
    nestedParameters: Map<String, Any?>,
    userPlatform: ContactCenterUserPlatform? = null,
    initialMessage: String? = null,
): ContactCenterChatRequest {
    val nested = jsonObject("nested_parameters", nestedParameters)
    return ContactCenterChatRequest(phoneNumber, from, parameters, nested, userPlatform, initialMessage)
}
