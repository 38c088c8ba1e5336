"""The routes of the HTTP API. MiniStack makes none of an API's `Body`, and as resources
of the stack they would be two for each route, of the 500 that a stack may have: so
they are made through the API, after the stack."""


def put_routes(client, api_id, wanted):
    """Makes the routes of an API those that are wanted: the URI of the integration by
    route key (`GET /api/challenges`). What a kept stack has of before goes."""
    existing = existing_routes(client, api_id)
    kept = {key for key, route in existing.items() if wanted.get(key) == route["uri"]}
    for key, route in existing.items():
        if key not in kept:
            client.delete_route(ApiId=api_id, RouteId=route["id"])
            client.delete_integration(ApiId=api_id, IntegrationId=route["integration"])
    for key in sorted(wanted.keys() - kept):
        integration = client.create_integration(
            ApiId=api_id, IntegrationType="AWS_PROXY", IntegrationUri=wanted[key], PayloadFormatVersion="2.0"
        )
        client.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration['IntegrationId']}")


def existing_routes(client, api_id):
    """The routes that an API has, by route key; each has an integration of its own."""
    uris = {
        each["IntegrationId"]: each["IntegrationUri"]
        for page in client.get_paginator("get_integrations").paginate(ApiId=api_id)
        for each in page["Items"]
    }
    routes = {}
    for page in client.get_paginator("get_routes").paginate(ApiId=api_id):
        for each in page["Items"]:
            integration = each["Target"].removeprefix("integrations/")
            routes[each["RouteKey"]] = {"id": each["RouteId"], "integration": integration, "uri": uris[integration]}
    return routes
